// The same work in JavaScript written by hand for this one map: the mark to beat. It reports an over-long
// text and keeps it, rounds half away from zero and reports that, as the engine does.
export function makeHand(tables, company) {
  const M = {}; for (const k in tables) M[k] = new Map(tables[k]);
  const companies = new Map([[company.id, company.code]]);
  const { projects, orgunits, resources, roles, categories, contracts, customers } = M;
  // What happens to the row: w, s, b, u as in the engine's report; findings name row, kind and column.
  let D, outcome, row;
  const find = (code, n, value) => { D.push({ row, code, column: n, value }); };
  const block = (code, n, value) => { find(code, n, value); outcome = 'b'; return null; };
  const undecided = (code, n, value) => { find(code, n, value); if (outcome !== 'b') outcome = 'u'; return null; };

  function str(n, v, max, req, def) {
    if (typeof v === 'string' && v !== '') { if (v.length > max) find('length', n, v.length); return v; }
    if (v === null || v === undefined || v === '') return def !== null ? def : req ? block('required', n) : '';
    return block('type', n, v);
  }
  const GUID = /^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$/;
  function guid(n, v) {
    if (typeof v === 'string' && v.length === 36 && GUID.test(v)) return v;
    return v === null || v === undefined ? block('required', n) : block('type', n, v);
  }
  function opt(n, v, f, req) {
    if (typeof v === 'number') { const r = f(v); return r !== null ? r : undecided('option', n, v); }
    if (v === null || v === undefined) return req ? block('required', n) : null;
    return block('type', n, v);
  }
  function lookup(n, v, m, req) {
    if (typeof v === 'string') { const r = m.get(v); return r !== undefined ? r : undecided('lookup', n, v); }
    if (v === null || v === undefined) return req ? block('required', n) : '';
    return block('type', n, v);
  }
  function dec(n, v, p, min, max, req) {
    let text = null;
    if (typeof v === 'string') { const t = +v; if (v === '' || Number.isNaN(t)) return block('type', n, v); text = v; v = t; }
    if (typeof v === 'number') {
      const a = v < 0 ? -v : v, f = Math.floor(a * p); let r = (a >= (f + 0.5) / p ? f + 1 : f) / p; if (v < 0 && r !== 0) r = -r;
      if (r !== v) { find('rounded', n, v); text = null; }
      if (r < min || r > max) find('range', n, r);
      return text !== null ? text : r;
    }
    if (v === null || v === undefined) return req ? block('required', n) : 0;
    return block('type', n, v);
  }
  const d2 = (s, k) => { const a = s.charCodeAt(k) - 48, b = s.charCodeAt(k + 1) - 48; return a >= 0 && a <= 9 && b >= 0 && b <= 9 ? a * 10 + b : -1000; };
  const DIM = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  function okDate(s) {
    if (s.charCodeAt(4) !== 45 || s.charCodeAt(7) !== 45) return false;
    const y = d2(s, 0) * 100 + d2(s, 2), m = d2(s, 5), d = d2(s, 8);
    if (y < 1 || m < 1 || m > 12 || d < 1) return false;
    return d <= DIM[m] || (m === 2 && d === 29 && (y % 4 === 0 && (y % 100 !== 0 || y % 400 === 0)));
  }
  function okTime(s) { return s.charCodeAt(10) === 84 && s.charCodeAt(13) === 58 && s.charCodeAt(16) === 58 && inR(d2(s, 11), 23) && inR(d2(s, 14), 59) && inR(d2(s, 17), 59); }
  const inR = (v, m) => v >= 0 && v <= m;
  function date(n, v, req) {
    if (typeof v === 'string') return v.length === 10 && okDate(v) ? v + 'T12:00:00Z' : block('date', n, v);
    if (v === null || v === undefined) return req ? block('required', n) : '1900-01-01T00:00:00Z';
    return block('type', n, v);
  }
  function slowDt(s) { // fraction and/or offset -> UTC
    if (s.length < 20 || !okDate(s) || !okTime(s)) return null;
    let k = 19, fraction = ''; if (s.charCodeAt(k) === 46) { k++; const k0 = k; while (k < s.length && s.charCodeAt(k) >= 48 && s.charCodeAt(k) <= 57) k++; if (k === k0) return null; fraction = s.slice(19, k).replace(/\.?0+$/, ''); }
    if (s.charCodeAt(k) === 90) return k + 1 === s.length ? s.slice(0, 19) + fraction + 'Z' : null;
    const sg = s.charCodeAt(k); if ((sg !== 43 && sg !== 45) || s.length !== k + 6 || s.charCodeAt(k + 3) !== 58) return null;
    const h = d2(s, k + 1), m = d2(s, k + 4); if (!inR(h, 14) || !inR(m, 59)) return null;
    const ms = Date.UTC(+s.slice(0, 4), +s.slice(5, 7) - 1, +s.slice(8, 10), +s.slice(11, 13), +s.slice(14, 16), +s.slice(17, 19)) - (sg === 43 ? 1 : -1) * (h * 60 + m) * 60000;
    return new Date(ms).toISOString().slice(0, 19) + fraction + 'Z';
  }
  function datetime(n, v, req) {
    if (typeof v === 'string') {
      if (v.length === 20 && v.charCodeAt(19) === 90 && okDate(v) && okTime(v)) return v;
      const r = slowDt(v); return r !== null ? r : block('date', n, v);
    }
    if (v === null || v === undefined) return req ? block('required', n) : '1900-01-01T00:00:00Z';
    return block('type', n, v);
  }
  function bool(n, v, req) {
    if (v === true) return 'Yes'; if (v === false) return 'No';
    if (v === null || v === undefined) return req ? block('required', n) : 'No';
    return block('type', n, v);
  }
  const mClass = (v) => { switch (v) { case 690970000: return 'Time'; case 690970001: return 'Expense'; case 690970002: return 'Material'; case 690970003: return 'Milestone'; case 690970004: return 'Fee'; case 690970005: return 'Tax'; case 690970006: return 'Discount'; case 690970007: return 'Additional'; default: return null; } };
  const mType = (v) => { switch (v) { case 192350000: return 'Cost'; case 192350001: return 'ProjectContract'; case 192350002: return 'UnbilledSales'; case 192350003: return 'BilledSales'; case 192350004: return 'InterUnit'; case 192350005: return 'ResourcingUnit'; case 192350006: return 'OrgUnitCost'; default: return null; } };
  const mBill = (v) => { switch (v) { case 192350000: return 'NonChargeable'; case 192350001: return 'Chargeable'; case 192350002: return 'Complimentary'; case 192350003: return 'NotAvailable'; default: return null; } };
  const mAmt = (v) => { switch (v) { case 192350000: return 'MultiplyQuantityByPrice'; case 192350001: return 'FixedPrice'; case 192350002: return 'MultiplyBasisQuantityByPrice'; case 192350003: return 'MultiplyBasisAmountByPercent'; case 192350004: return 'TaxCalculation'; default: return null; } };
  const mAdj = (v) => { switch (v) { case 192350000: return 'Adjusted'; case 192350001: return 'Unadjustable'; case 192350002: return 'Pending'; case 192350003: return 'None'; default: return null; } };
  const mSt = (v) => { switch (v) { case 192350000: return 'UnbilledSalesCreated'; case 192350001: return 'CustomerInvoiceCreated'; case 192350002: return 'CustomerInvoicePosted'; case 192350003: return 'Canceled'; case 192350004: return 'ReadyToInvoice'; case 192350005: return 'OnHold'; default: return null; } };

  function mapRec(r) {
    outcome = 's';
    if (r.statecode !== 0) return null;
    const tt = r.msdyn_transactiontypecode;
    if (tt !== 192350000 && tt !== 192350004 && tt !== 192350005 && tt !== 192350006) return null;
    const dd = r.msdyn_documentdate;
    if (typeof dd === 'string' && dd < '2023-01-01') return null;
    outcome = 'w';
    if (typeof dd !== 'string' || !okDate(dd)) undecided('filter', 'msdyn_documentdate', dd);
    const o = {
      ActualId: guid('ActualId', r.msdyn_actualid),
      Description: str('Description', r.msdyn_description, 60, false, null),
      ExternalDescription: str('ExternalDescription', r.msdyn_externaldescription, 100, false, null),
      ExternalReference: str('ExternalReference', r.msdyn_externalreferenceid, 20, true, null),
      LanguageId: str('LanguageId', r.msdyn_languageid, 7, false, 'en-us'),
      TaxItemGroup: str('TaxItemGroup', r.msdyn_taxitemgroup, 10, false, 'STD'),
      UnitSymbol: str('UnitSymbol', r.msdyn_unitsymbol, 10, false, 'hr'),
      TransactionClass: opt('TransactionClass', r.msdyn_transactionclassification, mClass, true),
      TransactionType: opt('TransactionType', tt, mType, true),
      BillingType: opt('BillingType', r.msdyn_billingtype, mBill, false),
      AmountMethod: opt('AmountMethod', r.msdyn_amountmethod, mAmt, false),
      AdjustmentStatus: opt('AdjustmentStatus', r.msdyn_adjustmentstatus, mAdj, false),
      BillingStatus: opt('BillingStatus', r.msdyn_billingstatus, mSt, false),
      ProjectId: lookup('ProjectId', r._msdyn_project_value, projects, true),
      ContractUnit: lookup('ContractUnit', r._msdyn_contractorganizationalunitid_value, orgunits, false),
      ResourceUnit: lookup('ResourceUnit', r._msdyn_resourceorganizationalunitid_value, orgunits, false),
      ResourceId: lookup('ResourceId', r._msdyn_bookableresource_value, resources, false),
      RoleId: lookup('RoleId', r._msdyn_resourcecategory_value, roles, false),
      CategoryId: lookup('CategoryId', r._msdyn_transactioncategory_value, categories, true),
      ContractId: lookup('ContractId', r._msdyn_salescontract_value, contracts, false),
      CustomerAccount: lookup('CustomerAccount', r._msdyn_accountcustomer_value, customers, false),
      Amount: dec('Amount', r.msdyn_amount, 100, -1000000000, 1000000000, true),
      AmountMST: dec('AmountMST', r.msdyn_amount_base, 100, -1000000000, 1000000000, false),
      Quantity: dec('Quantity', r.msdyn_quantity, 100, -100000, 100000, true),
      SalesPrice: dec('SalesPrice', r.msdyn_price, 10000, 0, 1000000, false),
      SalesPriceMST: dec('SalesPriceMST', r.msdyn_price_base, 10000, 0, 1000000, false),
      TaxAmount: dec('TaxAmount', r.msdyn_tax, 100, 0, 1000000000, false),
      ExchangeRate: dec('ExchangeRate', r.exchangerate, 1000000, 0, 100000, false),
      LineNumber: dec('LineNumber', r.msdyn_linenumber, 1, 1, 1000000, false),
      DocumentDate: date('DocumentDate', dd, true),
      AccountingDate: date('AccountingDate', r.msdyn_accountingdate, false),
      StartDateTime: datetime('StartDateTime', r.msdyn_startdatetime, false),
      EndDateTime: datetime('EndDateTime', r.msdyn_enddatetime, false),
      CreatedDateTime: datetime('CreatedDateTime', r.createdon, false),
      ModifiedDateTime: datetime('ModifiedDateTime', r.modifiedon, false),
      IsBillable: bool('IsBillable', r.msdyn_billable, false),
      IsJournalized: bool('IsJournalized', r.msdyn_isjournalized, false),
      IsCorrection: bool('IsCorrection', r.msdyn_iscorrection, false),
      IsTaxInclusive: bool('IsTaxInclusive', r.msdyn_taxinclusive, false),
      dataAreaId: lookup('dataAreaId', r._msdyn_company_value, companies, true),
    };
    return o;
  }
  const td = new TextDecoder(), te = new TextEncoder();
  const begin = () => { D = []; };
  function take(rows) {
    const out = []; let outcomes = '';
    for (row = 0; row < rows.length; row++) { const o = mapRec(rows[row]); outcomes += outcome; if (outcome === 'w') out.push(o); }
    return { out, outcomes };
  }
  return {
    one(r) { begin(); row = 0; const out = mapRec(r); return { out, outcome, findings: D }; },
    objects(rows) { begin(); const { out, outcomes } = take(rows); return { out, outcomes, findings: D }; },
    bytes(u8) { begin(); const { out, outcomes } = take(JSON.parse(td.decode(u8)).value); return { out: te.encode(JSON.stringify(out)), outcomes, findings: D }; },
  };
}
