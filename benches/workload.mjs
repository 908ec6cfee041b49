// The workload: rows shaped like a Dataverse response of actuals, the map they go through, both sides'
// schemas and the rows that its references point to. Everything is made here from a fixed seed.
// `fields` describes the mapping once; the table map for the engine and the mapper written by hand
// are both made from it.
let seed = 12345;
const rnd = () => { seed = (seed * 1664525 + 1013904223) >>> 0; return seed / 4294967296; };
const ri = (n) => Math.floor(rnd() * n);
const pick = (a) => a[ri(a.length)];
const hex = (n) => { let s = ''; for (let i = 0; i < n; i++) s += '0123456789abcdef'[ri(16)]; return s; };
const guid = () => `${hex(8)}-${hex(4)}-4${hex(3)}-${'89ab'[ri(4)]}${hex(3)}-${hex(12)}`;
const words = 'project time expense resource booking invoice milestone contract progress design build review testing deployment support travel hotel taxi meal license subscription retainer consulting integration migration workshop'.split(' ');
const intl = ['Müller & Söhne', 'Société Générale', 'Łódź delivery', 'Проект Альфа', '東京オフィス', 'Ñandú S.A.', '😀 kickoff'];
const sentence = (n) => { let s = ''; for (let i = 0; i < n; i++) s += (i ? ' ' : '') + pick(words); return s; };

// ---- lookup tables -------------------------------------------------------
const tabDef = { projects: ['PRJ-', 2000], orgunits: ['OU', 40], resources: ['RES-', 1000], roles: ['ROLE', 60], categories: ['CAT', 80], contracts: ['SC-', 1500], customers: ['C', 4000] };
export const tables = {};
for (const [t, [pre, n]] of Object.entries(tabDef)) {
  tables[t] = []; for (let i = 0; i < n; i++) tables[t].push([guid(), pre + String(i + 1).padStart(6, '0')]);
}

// ---- what is mapped -----------------------------------------------------------
const om = (base, names) => names.map((n, i) => [base + i, n]);
export const map = {
  source: 'msdyn_actual', target: 'ProjActualEntity', tables: Object.keys(tabDef),
  filter: [
    { op: 'eq', field: 'statecode', value: 0 },
    { op: 'in', field: 'msdyn_transactiontypecode', values: [192350000, 192350004, 192350005, 192350006] },
    { op: 'ge', field: 'msdyn_documentdate', value: '2023-01-01' },
  ],
  fields: [
    { t: 'ActualId', k: 'guid', s: 'msdyn_actualid', req: 1, key: 1 },
    { t: 'Description', k: 'str', s: 'msdyn_description', max: 60 },
    { t: 'ExternalDescription', k: 'str', s: 'msdyn_externaldescription', max: 100 },
    { t: 'ExternalReference', k: 'str', s: 'msdyn_externalreferenceid', max: 20, req: 1 },
    { t: 'LanguageId', k: 'str', s: 'msdyn_languageid', max: 7, def: 'en-us' },
    { t: 'TaxItemGroup', k: 'str', s: 'msdyn_taxitemgroup', max: 10, def: 'STD' },
    { t: 'UnitSymbol', k: 'str', s: 'msdyn_unitsymbol', max: 10, def: 'hr' },
    { t: 'TransactionClass', k: 'map', s: 'msdyn_transactionclassification', values: om(690970000, ['Time', 'Expense', 'Material', 'Milestone', 'Fee', 'Tax', 'Discount', 'Additional']), req: 1 },
    { t: 'TransactionType', k: 'map', s: 'msdyn_transactiontypecode', values: om(192350000, ['Cost', 'ProjectContract', 'UnbilledSales', 'BilledSales', 'InterUnit', 'ResourcingUnit', 'OrgUnitCost']), req: 1 },
    { t: 'BillingType', k: 'map', s: 'msdyn_billingtype', values: om(192350000, ['NonChargeable', 'Chargeable', 'Complimentary', 'NotAvailable']) },
    { t: 'AmountMethod', k: 'map', s: 'msdyn_amountmethod', values: om(192350000, ['MultiplyQuantityByPrice', 'FixedPrice', 'MultiplyBasisQuantityByPrice', 'MultiplyBasisAmountByPercent', 'TaxCalculation']) },
    { t: 'AdjustmentStatus', k: 'map', s: 'msdyn_adjustmentstatus', values: om(192350000, ['Adjusted', 'Unadjustable', 'Pending', 'None']) },
    { t: 'BillingStatus', k: 'map', s: 'msdyn_billingstatus', values: om(192350000, ['UnbilledSalesCreated', 'CustomerInvoiceCreated', 'CustomerInvoicePosted', 'Canceled', 'ReadyToInvoice', 'OnHold']) },
    { t: 'ProjectId', k: 'lookup', s: '_msdyn_project_value', table: 'projects', req: 1 },
    { t: 'ContractUnit', k: 'lookup', s: '_msdyn_contractorganizationalunitid_value', table: 'orgunits' },
    { t: 'ResourceUnit', k: 'lookup', s: '_msdyn_resourceorganizationalunitid_value', table: 'orgunits' },
    { t: 'ResourceId', k: 'lookup', s: '_msdyn_bookableresource_value', table: 'resources' },
    { t: 'RoleId', k: 'lookup', s: '_msdyn_resourcecategory_value', table: 'roles' },
    { t: 'CategoryId', k: 'lookup', s: '_msdyn_transactioncategory_value', table: 'categories', req: 1 },
    { t: 'ContractId', k: 'lookup', s: '_msdyn_salescontract_value', table: 'contracts' },
    { t: 'CustomerAccount', k: 'lookup', s: '_msdyn_accountcustomer_value', table: 'customers' },
    { t: 'Amount', k: 'dec', s: 'msdyn_amount', scale: 2, min: -1000000000, max: 1000000000, req: 1 },
    { t: 'AmountMST', k: 'dec', s: 'msdyn_amount_base', scale: 2, min: -1000000000, max: 1000000000 },
    { t: 'Quantity', k: 'dec', s: 'msdyn_quantity', scale: 2, min: -100000, max: 100000, req: 1 },
    { t: 'SalesPrice', k: 'dec', s: 'msdyn_price', scale: 4, min: 0, max: 1000000 },
    { t: 'SalesPriceMST', k: 'dec', s: 'msdyn_price_base', scale: 4, min: 0, max: 1000000 },
    { t: 'TaxAmount', k: 'dec', s: 'msdyn_tax', scale: 2, min: 0, max: 1000000000 },
    { t: 'ExchangeRate', k: 'dec', s: 'exchangerate', scale: 6, min: 0, max: 100000 },
    { t: 'LineNumber', k: 'dec', s: 'msdyn_linenumber', scale: 0, min: 1, max: 1000000 },
    { t: 'DocumentDate', k: 'date', s: 'msdyn_documentdate', req: 1 },
    { t: 'AccountingDate', k: 'date', s: 'msdyn_accountingdate' },
    { t: 'StartDateTime', k: 'datetime', s: 'msdyn_startdatetime' },
    { t: 'EndDateTime', k: 'datetime', s: 'msdyn_enddatetime' },
    { t: 'CreatedDateTime', k: 'datetime', s: 'createdon' },
    { t: 'ModifiedDateTime', k: 'datetime', s: 'modifiedon' },
    { t: 'IsBillable', k: 'bool', s: 'msdyn_billable' },
    { t: 'IsJournalized', k: 'bool', s: 'msdyn_isjournalized' },
    { t: 'IsCorrection', k: 'bool', s: 'msdyn_iscorrection' },
    { t: 'IsTaxInclusive', k: 'bool', s: 'msdyn_taxinclusive' },
  ],
};

// ---- the same as documents for the engine ---------------------------------------
/** Entity set, key column and row id of the table behind each lookup. */
const related = {
  projects: ['msdyn_projects', 'msdyn_project', 'msdyn_projectnumber'],
  orgunits: ['msdyn_organizationalunits', 'msdyn_organizationalunit', 'msdyn_unitnumber'],
  resources: ['bookableresources', 'bookableresource', 'msdyn_resourcenumber'],
  roles: ['bookableresourcecategories', 'bookableresourcecategory', 'msdyn_rolenumber'],
  categories: ['msdyn_transactioncategories', 'msdyn_transactioncategory', 'msdyn_categorynumber'],
  contracts: ['salesorders', 'salesorder', 'ordernumber'],
  customers: ['accounts', 'account', 'accountnumber'],
};
const column = (field) => field.k === 'lookup' ? field.s.slice(1, -'_value'.length) : field.s;

function fieldMapping(field) {
  const mapping = { syncDirection: 2, sourceField: field.t, destinationField: field.s === undefined ? '' : column(field), isSystemGenerated: false };
  if (field.k === 'const') mapping.valueTransforms = [{ transformType: 'Default', defaultValue: field.value }];
  if (field.def !== undefined) mapping.valueTransforms = [{ transformType: 'Default', defaultValue: field.def }];
  if (field.k === 'map') mapping.valueTransforms = [{ transformType: 'ValueMap', valueMap: Object.fromEntries(field.values.map(([value, name]) => [name, String(value)])) }];
  if (field.k === 'bool') mapping.valueTransforms = [{ transformType: 'ValueMap', valueMap: { No: 'False', Yes: 'True' } }];
  if (field.k === 'lookup') {
    const [set, , key] = related[field.table];
    mapping.destinationField += `.${key}`;
    mapping.destinationLookupFieldRelatedEntity = set;
  }
  return mapping;
}

const csv = (rows) => rows.map((row) => row.map((cell) => (/[",]/.test(String(cell)) ? `"${String(cell).replaceAll('"', '""')}"` : cell)).join(',')).join('\n');
const options = (field) => field.values.map(([value, name]) => `${value}=${name}`).join('|');

function dataverseColumns() {
  const rows = [['name', 'type', 'maxLength', 'precision', 'required', 'target', 'optionset', 'entitySet', 'key', 'table']];
  const put = (table, set, name, type, more = {}) => rows.push([name, type, more.length ?? '', more.precision ?? '', '', more.target ?? '', more.options ?? '', set, more.key ?? '', table]);
  for (const field of map.fields) {
    if (field.s === undefined) continue;
    const own = (type, more) => put('msdyn_actual', 'msdyn_actuals', column(field), type, more);
    if (field.k === 'guid') own('uniqueidentifier', { key: 'primary' });
    else if (field.k === 'str') own('string', { length: 4000 });
    else if (field.k === 'map') own('picklist', { options: options(field) });
    else if (field.k === 'lookup') own('lookup', { target: related[field.table][1] });
    else if (field.k === 'dec') own('decimal', { precision: 10 });
    else if (field.k === 'date') own('date');
    else if (field.k === 'datetime') own('datetime');
    else if (field.k === 'bool') own('boolean');
  }
  put('msdyn_actual', 'msdyn_actuals', 'statecode', 'state', { options: '0=Active|1=Inactive' });
  put('msdyn_actual', 'msdyn_actuals', 'msdyn_company', 'lookup', { target: 'cdm_company' });
  put('cdm_company', 'cdm_companies', 'cdm_companyid', 'uniqueidentifier', { key: 'primary' });
  put('cdm_company', 'cdm_companies', 'cdm_companycode', 'string', { length: 4 });
  for (const [set, table, key] of Object.values(related)) {
    put(table, set, `${table}id`, 'uniqueidentifier', { key: 'primary' });
    put(table, set, key, 'string', { length: 100 });
  }
  return csv(rows);
}

function financeColumns() {
  const rows = [['name', 'type', 'maxLength', 'precision', 'required', 'min', 'max', 'optionset', 'entitySet', 'key', 'table']];
  for (const field of map.fields) {
    const type = { const: 'string', guid: 'guid', str: 'string', map: `enum:${field.t}`, lookup: 'string', dec: 'decimal', date: 'date', datetime: 'datetime', bool: 'NoYes' }[field.k];
    const names = field.k === 'map' ? field.values.map(([, name], at) => `${at}=${name}`).join('|') : field.k === 'bool' ? '0=No|1=Yes' : '';
    rows.push([field.t, type, field.max !== undefined && field.k === 'str' ? field.max : '', field.k === 'dec' ? field.scale : '', field.req ? 'mandatory' : '', field.k === 'dec' ? field.min : '', field.k === 'dec' ? field.max : '', names, 'ProjActuals', field.t === 'ActualId' ? 'primary' : '', 'ProjActualEntity']);
  }
  rows.push(['dataAreaId', 'string', 4, '', 'mandatory', '', '', '', 'ProjActuals', 'primary', 'ProjActualEntity']);
  return csv(rows);
}

/** What `createPreflight` takes. */
export const engineOptions = () => ({
  maps: JSON.stringify({
    name: '[Actuals] - [msdyn_actuals]',
    legs: [{
      sourceSchema: 'Actuals', sourceEnvironmentType: 'AX', sourceFilter: '', destinationSchema: 'msdyn_actuals', destinationEnvironmentType: 'CRM',
      reversedSourceFilter: "statecode eq 0 and (msdyn_transactiontypecode eq 192350000 or msdyn_transactiontypecode eq 192350004 or msdyn_transactiontypecode eq 192350005 or msdyn_transactiontypecode eq 192350006) and msdyn_documentdate ge 2023-01-01",
      fieldMappings: map.fields.map(fieldMapping),
    }],
  }),
  finance: { name: 'finance-ProjActualEntity.csv', text: financeColumns() },
  dataverse: { name: 'dataverse-msdyn_actual.csv', text: dataverseColumns() },
  entities: { Actuals: 'ProjActuals' },
  keys: { msdyn_actuals: ['msdyn_actualid', 'msdyn_company.cdm_companycode'] },
});

/** The one company of the rows. */
export const company = { id: '0f6c2f0e-5d2b-4f0a-9c3e-7b1d2a3c4e5f', code: 'usmf' };
/** The rows behind every lookup, as answers. */
export const answers = () => Object.fromEntries([[`dataverse:cdm_companies(${company.id})`, [{ cdm_companycode: company.code }]], ...Object.entries(tables).flatMap(([name, rows]) => {
  const [set, , key] = related[name];
  return rows.map(([id, value]) => [`dataverse:${set}(${id})`, [{ [key]: value }]]);
})]);

export const call = { direction: 'toFinance', operation: 'create' };

// ---- rows ------------------------------------------------------------------
const FV = '@OData.Community.Display.V1.FormattedValue', LN = '@Microsoft.Dynamics.CRM.lookuplogicalname';
const esc = (s) => JSON.stringify(s);
const pad = (n) => String(n).padStart(2, '0');
const rdate = (y0 = 2022, n = 3) => `${y0 + ri(n)}-${pad(1 + ri(12))}-${pad(1 + ri(28))}`;
const otherGuids = Array.from({ length: 50 }, guid);
export function row(i, full = true) {
  const out = [];
  const put = (k, raw) => out.push(`"${k}":${raw}`);
  const ann = full;
  const bad = rnd() < 0.05 ? ri(8) : -1;
  const lk = (k, ent, name, table, pNull = 0) => {
    if (rnd() < pNull) return put(k, 'null');
    const g = table ? (bad === 0 && k === '_msdyn_bookableresource_value' ? guid() : pick(tables[table])[0]) : pick(otherGuids);
    if (ann) { put(k + FV, esc(name())); put(k + LN, esc(ent)); }
    put(k, esc(g));
  };
  const opt = (k, base, n, labels) => { let v = base + ri(n); if (bad === 1 && k === 'msdyn_billingtype') v = 999; if (ann) put(k + FV, esc(labels ? labels[v - base] ?? 'Other' : 'Option ' + (v - base))); put(k, v); };
  const dec = (k, v, d, money, pNull = 0) => {
    if (rnd() < pNull) return put(k, 'null');
    if (ann) put(k + FV, esc((money ? '$' : '') + v.toFixed(2).replace(/\B(?=(\d{3})+(?!\d))/g, ',')));
    put(k, v.toFixed(d));
  };
  const dt = (k, pNull = 0) => {
    if (rnd() < pNull) return put(k, 'null');
    let d = rdate(), v = `${d}T${pad(ri(24))}:${pad(ri(60))}:${pad(ri(60))}Z`; const r = rnd();
    if (r < 0.02) v = v.slice(0, -1) + '.123Z'; else if (r < 0.04) v = v.slice(0, -1) + '+02:00';
    if (ann) put(k + FV, esc(`${+d.slice(5, 7)}/${+d.slice(8)}/${d.slice(0, 4)} ${1 + ri(12)}:${pad(ri(60))} ${pick(['AM', 'PM'])}`)); put(k, esc(v));
  };
  const date = (k, v, pNull = 0) => { if (rnd() < pNull) return put(k, 'null'); if (ann) put(k + FV, esc(`${+v.slice(5, 7)}/${+v.slice(8)}/${v.slice(0, 4)}`)); put(k, esc(v)); };
  const bool = (k) => { const b = rnd() < 0.5; if (ann) put(k + FV, b ? '"Yes"' : '"No"'); put(k, b); };
  const txt = () => { const r = rnd(); if (r < 0.08) return pick(intl) + ' ' + sentence(3); if (r < 0.12) return `"${pick(words)}"\tC:\\temp\n${sentence(2)}`; return sentence(2 + ri(4)).slice(0, 60); };

  put('@odata.etag', esc(`W/"${7000000 + i}"`));
  put('_msdyn_company_value', esc(company.id));
  const docdate = bad === 6 ? '2024-02-30' : rnd() < 0.04 ? rdate(2022, 1) : rdate(2023, 2);
  date('msdyn_documentdate', docdate);
  lk('_msdyn_contractorganizationalunitid_value', 'msdyn_organizationalunit', () => 'Contoso ' + pick(words), 'orgunits');
  opt('msdyn_transactionclassification', 690970000, 8);
  dec('msdyn_amount_base', rnd() * 10000, 10, true);
  lk('_ownerid_value', 'systemuser', () => 'User ' + ri(100));
  put('msdyn_description', bad === 2 ? esc(sentence(14)) : esc(txt()));
  { const r = rnd(); const v = r < 0.30 ? 192350000 : r < 0.5 ? 192350004 : r < 0.75 ? 192350005 : r < 0.96 ? 192350006 : 192350002; if (ann) put('msdyn_transactiontypecode' + FV, '"Cost or so"'); put('msdyn_transactiontypecode', v); }
  dt('createdon');
  lk('_msdyn_project_value', 'msdyn_project', () => 'Project ' + sentence(2), 'projects');
  opt('statecode', 0, 1, ['Active']);
  dec('msdyn_quantity', bad === 3 ? 5e6 : rnd() * 40, 10, false);
  lk('_msdyn_unit_value', 'uom', () => 'Hour');
  lk('_msdyn_unitschedule_value', 'uomschedule', () => 'Time');
  dt('msdyn_startdatetime', 0.05);
  put('msdyn_actualid', esc(guid()));
  opt('msdyn_billingtype', 192350000, 4);
  lk('_msdyn_bookableresource_value', 'bookableresource', () => 'Resource ' + ri(1000), 'resources', 0.1);
  dec('exchangerate', 0.5 + rnd(), 10, false);
  bool('msdyn_billable');
  lk('_transactioncurrencyid_value', 'transactioncurrency', () => 'US Dollar');
  put('msdyn_externalreferenceid', bad === 4 ? 'null' : esc('EXT-' + (100000 + i)));
  dt('modifiedon');
  lk('_msdyn_resourcecategory_value', 'bookableresourcecategory', () => 'Role ' + pick(words), 'roles');
  if (bad === 5) put('msdyn_amount', '"12.50"'); else dec('msdyn_amount', (rnd() - 0.1) * 10000, 4, true);
  opt('msdyn_amountmethod', 192350000, 5);
  put('versionnumber', 9000000 + ri(1e6));
  lk('_msdyn_salescontract_value', 'salesorder', () => 'Contract ' + sentence(2), 'contracts', 0.15);
  lk('_msdyn_salescontractline_value', 'salesorderdetail', () => 'Line ' + sentence(2), null, 0.15);
  bool('msdyn_isjournalized');
  dt('msdyn_enddatetime', 0.05);
  opt('msdyn_adjustmentstatus', 192350000, 4);
  put('msdyn_externaldescription', rnd() < 0.3 ? 'null' : esc(txt()));
  lk('_msdyn_accountcustomer_value', 'account', () => (rnd() < 0.1 ? pick(intl) : 'Customer ' + ri(4000)), 'customers', 0.05);
  dec('msdyn_price', rnd() * 300, 10, true);
  lk('_owningbusinessunit_value', 'businessunit', () => 'contoso');
  put('msdyn_languageid', rnd() < 0.5 ? 'null' : '"de-de"');
  opt('msdyn_billingstatus', 192350000, 6);
  lk('_msdyn_transactioncategory_value', 'msdyn_transactioncategory', () => 'Category ' + pick(words), 'categories');
  dec('msdyn_price_base', rnd() * 300, 10, true);
  bool('msdyn_iscorrection');
  lk('_createdby_value', 'systemuser', () => 'User ' + ri(100));
  put('msdyn_taxitemgroup', rnd() < 0.3 ? 'null' : '"FULL"');
  date('msdyn_accountingdate', rdate(2023, 2), 0.05);
  lk('_modifiedby_value', 'systemuser', () => 'User ' + ri(100));
  dec('msdyn_tax', rnd() * 500, 4, true, 0.2);
  lk('_msdyn_task_value', 'msdyn_projecttask', () => 'Task ' + sentence(2), null, 0.2);
  bool('msdyn_taxinclusive');
  lk('_msdyn_resourceorganizationalunitid_value', 'msdyn_organizationalunit', () => 'Contoso ' + pick(words), 'orgunits');
  put('msdyn_linenumber', bad === 7 ? 0 : 1 + ri(500));
  put('msdyn_unitsymbol', rnd() < 0.5 ? 'null' : '"hr"');
  lk('_msdyn_pricelist_value', 'pricelevel', () => 'Price list ' + ri(20));
  lk('_msdyn_product_value', 'product', () => 'Product', null, 0.9);
  lk('_msdyn_accountvendor_value', 'account', () => 'Vendor', null, 0.9);
  dec('msdyn_basisamount', rnd() * 1000, 4, true, 0.1);
  dec('msdyn_basisquantity', rnd() * 40, 10, false, 0.1);
  opt('statuscode', 1, 1, ['', 'Active']);
  put('importsequencenumber', 'null'); put('overriddencreatedon', 'null'); put('timezoneruleversionnumber', 'null'); put('utcconversiontimezonecode', 'null');
  return '{' + out.join(',') + '}';
}
export function dataset(n, full = true) {
  seed = 777; const rows = []; for (let i = 0; i < n; i++) rows.push(row(i, full));
  return Buffer.from(`{"@odata.context":"https://org.crm4.dynamics.com/api/data/v9.2/$metadata#msdyn_actuals","value":[${rows.join(',')}],"@odata.nextLink":"https://org.crm4.dynamics.com/api/data/v9.2/msdyn_actuals?$skiptoken=%3Ccookie%20pagenumber=%222%22%3E"}`, 'utf8');
}
