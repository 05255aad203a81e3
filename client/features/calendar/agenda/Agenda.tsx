export const Agenda = () => <p>Agenda</p>
