// What people call the fields of each kind of document: on forms, in tables, in what undo says (D2). Apart from the
// definitions, because every first load reads those and nobody reads a label before there is a form. The type asks one of
// every field, and a table's own comes first.

import type { Field } from '../model/field.ts'
import { DOCUMENTS, type Documents } from './index.ts'
import { PROMOTION_WINDOW_LABELS } from './terms/planning-labels.ts'

type LabelsOf<Fields> = {
  readonly [Name in keyof Fields]: Fields[Name] extends { readonly merge: 'rows'; readonly cells: infer Cells }
    ? readonly [table: string, cells: { readonly [Cell in keyof Cells]: string }]
    : string
}

const LABELS: { readonly [Kind in keyof Documents]: LabelsOf<Documents[Kind]['fields']> } = {
  settings: {
    name: 'Name',
    currency: 'Currency',
    defaultWeekSystemId: 'Week system of new accounts',
    minGapWeeks: 'Weeks between promotions',
    maxPromotedWeeks: 'Promoted weeks a year, at most',
    deadlineWarnDays: 'Warn of deadlines, days before',
    cardFields: 'Card fields',
    hiddenHolidays: 'Hidden holidays',
    holidays: [
      'Holidays',
      {
        name: 'Name',
        on: 'Day',
        to: 'Last day',
        isYearly: 'Every year',
      },
    ],
    views: [
      'Saved views',
      {
        name: 'Name',
        place: 'Place',
        query: 'Query',
        owner: 'Owner',
        order: 'Order',
      },
    ],
    mappings: [
      'Column mappings',
      {
        source: 'Source',
        kind: 'Kind',
        columns: 'Columns',
        options: 'Options',
        usedOn: 'Used on',
      },
    ],
    templates: [
      'Promotion templates',
      {
        name: 'Name',
        draft: 'Promotion',
        order: 'Order',
      },
    ],
  },
  items: {
    items: [
      'Items',
      {
        name: 'Item',
        gtinUnit: 'UPC',
        gtinCase: 'Case GTIN',
        casePack: 'Case pack',
        brand: 'Brand',
        category: 'Category',
        group: 'Promoted group',
        listCost: 'List cost per case',
        cogs: 'Cost of goods per case',
        srp: 'Suggested retail',
        status: 'Status',
        launch: 'On sale from',
        substitutes: 'Substitutes',
        externalKey: 'Import key',
      },
    ],
  },
  profile: {
    name: 'Name',
    kind: 'Kind',
    channel: 'Channel',
    stage: 'Stage',
    parentId: 'Parent account',
    routeToMarket: 'Route to market',
    firstReceivers: 'First receivers',
    weekSystemId: 'Fiscal weeks',
    adWeekStart: 'Ad week starts',
    currency: 'Currency',
    storeCount: 'Stores',
    defaultPassThrough: 'Default pass-through %',
    submitWeeks: 'Submit, weeks before',
    priceNoticeDays: 'Price notice, days',
    newItemWeeks: 'New items, weeks before',
    orderToShelfDays: 'Order to shelf, days',
    minGapWeeks: 'Weeks between promotions',
    maxPromotedWeeks: 'Promoted weeks a year, at most',
    notes: 'Notes',
    externalIds: [
      'Numbers at the account',
      {
        system: 'System',
        number: 'Number',
      },
    ],
    divisions: [
      'Divisions',
      {
        name: 'Division',
        adWeekStart: 'Ad week starts',
      },
    ],
    deadlines: [
      'Deadline templates',
      {
        name: 'Name',
        deadline: 'Date',
        window: 'Counted from',
        edge: 'Edge',
        offset: 'Offset',
        unit: 'Unit',
        order: 'Order',
      },
    ],
    blackouts: [
      'Black-outs',
      {
        name: 'Name',
        window: 'Dates',
        itemGroup: 'Promoted group',
      },
    ],
    authorisations: [
      'Items at the account',
      {
        itemId: 'Item',
        status: 'Status',
        retailerItemNo: 'Their number',
        regularRetail: 'Regular retail',
        cost: 'Cost per case',
        storeCount: 'Stores',
        resetOn: 'Reset',
      },
    ],
    terms: [
      'Standing terms',
      {
        name: 'Name',
        basis: 'Basis',
        rate: 'Rate',
        window: 'In force',
        order: 'Order',
      },
    ],
    contacts: [
      'Contacts',
      {
        name: 'Name',
        title: 'Title',
        roles: 'Roles',
        email: 'E-mail',
        phone: 'Phone',
        preferredChannel: 'Prefers',
        categories: 'Categories',
        verifiedOn: 'Verified on',
        hasLeft: 'Has left',
        notes: 'Notes',
        order: 'Order',
        externalKey: 'Import key',
      },
    ],
    stores: [
      'Stores',
      {
        number: 'Store no.',
        name: 'Name',
        address: 'Address',
        grade: 'Grade',
        format: 'Format',
        manager: 'Manager',
        phone: 'Phone',
        externalKey: 'Import key',
      },
    ],
    externalKey: 'Import key',
  },
  calendar: {
    promotions: [
      'Promotions',
      {
        name: 'Name',
        theme: 'Theme',
        themeName: 'Theme in words',
        owner: 'Owner',
        status: 'Status',
        ...PROMOTION_WINDOW_LABELS,
        submitBy: 'Submit by',
        retailerConfirmBy: 'Retailer confirms by',
        priceLoadBy: 'Price loaded by',
        artDue: 'Art due',
        newItemDue: 'New item set-up due',
        submitByDone: 'Submitted',
        retailerConfirmByDone: 'Retailer confirmed',
        priceLoadByDone: 'Price loaded',
        artDueDone: 'Art delivered',
        newItemDueDone: 'New item set up',
        firstReceiver: 'First receiver',
        merchandising: 'Merchandising',
        confidence: 'Confidence %',
        visibility: 'Visibility',
        notes: 'Notes',
        lesson: 'Lesson learned',
        verdict: 'Next time',
        settledOn: 'Settled on',
        supersedes: 'Supersedes',
        clonedFrom: 'Cloned from',
        externalKey: 'Import key',
        movedTo: 'Moved to',
      },
    ],
    lines: [
      'Lines',
      {
        promotionId: 'Promotion',
        itemGroup: 'Promoted group',
        items: 'Items',
        mechanic: 'Mechanic',
        rate: 'Rate',
        rateBasis: 'Rate basis',
        lump: 'Lump sum',
        regularRetail: 'Regular retail',
        promoRetail: 'Promoted retail',
        baselinePerWeek: 'Baseline units per week',
        expectedLiftPct: 'Expected lift %',
        passThroughPct: 'Pass-through %',
        scope: 'Items',
        excludedItems: 'Excluded items',
        window: 'Own dates',
        payBasis: 'Paid on',
        capUnits: 'Cap in units',
        capAmount: 'Cap in money',
        expectedUnits: 'Expected units',
        baselineSource: 'Baseline from',
        baselineMethod: 'Baseline method',
        fundedPct: 'Share we fund %',
        couponFace: 'Coupon face value',
        couponHandling: 'Coupon handling',
        redemptionPct: 'Redemption %',
        bogo: 'Buy and get',
        isAccrued: 'Accrue',
        spendType: 'Spend type',
        remarks: 'Notes',
        order: 'Order',
      },
    ],
    requirements: [
      'Performance requirements',
      {
        promotionId: 'Promotion',
        code: 'Condition',
        quantity: 'Quantity',
        uom: 'Unit',
        joint: 'With the one before',
        note: 'Note',
        order: 'Order',
      },
    ],
    pins: [
      'Deadlines',
      {
        promotionId: 'Promotion',
        templateId: 'Deadline',
        on: 'Own date',
        done: 'Done',
      },
    ],
    overrides: [
      'Clash overrides',
      {
        promotionId: 'Promotion',
        clash: 'Clash',
        reason: 'Reason',
        by: 'By',
        on: 'On',
      },
    ],
  },
  facts: {
    series: [
      'Series',
      {
        subject: 'Group or item',
        measure: 'Measure',
        source: 'Source',
        importedAt: 'Imported',
        weekSystemId: 'Fiscal weeks',
        start: 'First week',
        values: 'Values',
        places: 'Decimal places',
      },
    ],
  },
  packet: {
    title: 'Title',
    meetingType: 'Meeting',
    on: 'Date',
    at: 'Time',
    where: 'Where',
    link: 'Link',
    notes: 'Notes',
    attendees: [
      'Attendees',
      {
        name: 'Name',
        side: 'Side',
        contactId: 'Contact',
        title: 'Title',
        order: 'Order',
      },
    ],
    objectives: [
      'Objectives',
      {
        title: 'Objective',
        outcome: 'Outcome',
        state: 'State',
        order: 'Order',
      },
    ],
    agenda: [
      'Agenda',
      {
        title: 'Topic',
        minutes: 'Minutes',
        owner: 'Owner',
        state: 'State',
        order: 'Order',
      },
    ],
    actions: [
      'Action items',
      {
        title: 'Action',
        owner: 'Owner',
        due: 'Due',
        state: 'State',
        order: 'Order',
      },
    ],
  },
}

const labels = new Map<Field, string>()
for (const [kind, { fields }] of Object.entries(DOCUMENTS)) {
  const named = LABELS[kind as keyof Documents] as Readonly<Record<string, string | readonly [string, Readonly<Record<string, string>>]>>
  for (const [name, field] of Object.entries(fields as Readonly<Record<string, Field>>)) {
    const label = named[name] ?? ''
    labels.set(field, typeof label === 'string' ? label : label[0])
    if (field.merge === 'rows' && typeof label !== 'string') for (const [cell, one] of Object.entries(field.cells)) labels.set(one, label[1][cell] ?? '')
  }
}

/** What people call a field, a table, or a cell of one. */
export const labelOf = (field: Field): string => labels.get(field) ?? ''
