// What people use today: ajv or zod to check the mapped output by a schema, with the mapping written by
// hand or in JSONata. Their findings differ from the engine's: a schema cannot see a missing reference.
import Ajv from 'ajv'; import jsonata from 'jsonata'; import * as z from 'zod';
const DT = '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z$', GU = '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$';
export function schemaOf(map) {
  const props = {}, required = [];
  for (const f of map.fields) {
    const n = f.req ? {} : { nullable: true };
    props[f.t] = f.k === 'const' ? { type: 'string' } : f.k === 'str' ? { type: 'string', maxLength: f.max, ...n } : f.k === 'guid' ? { type: 'string', pattern: GU, ...n } : f.k === 'map' ? { type: 'string', enum: f.req ? f.values.map((v) => v[1]) : [...f.values.map((v) => v[1]), null], ...n } : f.k === 'lookup' ? { type: 'string', ...n } : f.k === 'dec' ? { type: 'number', minimum: f.min, maximum: f.max, ...n } : f.k === 'bool' ? { type: 'string', enum: f.req ? ['Yes', 'No'] : ['Yes', 'No', null], ...n } : { type: 'string', pattern: DT, ...n };
    required.push(f.t);
  }
  return { type: 'object', properties: props, required };
}
const code = { required: 'REQUIRED', type: 'TYPE', maxLength: 'MAXLEN', enum: 'OPTION', minimum: 'RANGE', maximum: 'RANGE', pattern: 'DATE' };
export function makeOthers(map, tables) {
  const T = Object.fromEntries(Object.entries(tables).map(([name, rows]) => [name, new Map(rows)]));
  const ajv = new Ajv({ allErrors: true }); const validate = ajv.compile(schemaOf(map));
  const f = Object.fromEntries(map.fields.filter((x) => x.k === 'map').map((x) => [x.t, new Map(x.values)]));
  const mv = (m, v) => { if (v == null) return null; const r = m.get(v); return r === undefined ? v : r; };
  const lk = (m, v) => { if (v == null) return null; const r = m.get(v); return r === undefined ? null : r; };
  const dec = (v, p) => { if (typeof v !== 'number') return v ?? null; const a = Math.abs(v), g = Math.floor(a * p); const r = (a >= (g + 0.5) / p ? g + 1 : g) / p; return v < 0 && r !== 0 ? -r : r; };
  const d = (v) => v == null ? null : v + 'T12:00:00Z';
  const dt = (v) => v == null ? null : v.length === 20 ? v : new Date(v).toISOString().slice(0, 19) + 'Z';
  const yn = (v) => v === true ? 'Yes' : v === false ? 'No' : v ?? null;
  const n = (v) => v ?? null;
  function mapOnly(r) {
    if (r.statecode !== 0) return null; const tt = r.msdyn_transactiontypecode; if (tt !== 192350000 && tt !== 192350004 && tt !== 192350005 && tt !== 192350006) return null; const dd = r.msdyn_documentdate; if (typeof dd !== 'string' || dd < '2023-01-01') return null;
    return { ActualId: n(r.msdyn_actualid), Description: n(r.msdyn_description), ExternalDescription: n(r.msdyn_externaldescription), ExternalReference: n(r.msdyn_externalreferenceid), LanguageId: r.msdyn_languageid ?? 'en-us', TaxItemGroup: r.msdyn_taxitemgroup ?? 'STD', UnitSymbol: r.msdyn_unitsymbol ?? 'hr',
      TransactionClass: mv(f.TransactionClass, r.msdyn_transactionclassification), TransactionType: mv(f.TransactionType, tt), BillingType: mv(f.BillingType, r.msdyn_billingtype), AmountMethod: mv(f.AmountMethod, r.msdyn_amountmethod), AdjustmentStatus: mv(f.AdjustmentStatus, r.msdyn_adjustmentstatus), BillingStatus: mv(f.BillingStatus, r.msdyn_billingstatus),
      ProjectId: lk(T.projects, r._msdyn_project_value), ContractUnit: lk(T.orgunits, r._msdyn_contractorganizationalunitid_value), ResourceUnit: lk(T.orgunits, r._msdyn_resourceorganizationalunitid_value), ResourceId: lk(T.resources, r._msdyn_bookableresource_value), RoleId: lk(T.roles, r._msdyn_resourcecategory_value), CategoryId: lk(T.categories, r._msdyn_transactioncategory_value), ContractId: lk(T.contracts, r._msdyn_salescontract_value), CustomerAccount: lk(T.customers, r._msdyn_accountcustomer_value),
      Amount: dec(r.msdyn_amount, 100), AmountMST: dec(r.msdyn_amount_base, 100), Quantity: dec(r.msdyn_quantity, 100), SalesPrice: dec(r.msdyn_price, 10000), SalesPriceMST: dec(r.msdyn_price_base, 10000), TaxAmount: dec(r.msdyn_tax, 100), ExchangeRate: dec(r.exchangerate, 1000000), LineNumber: dec(r.msdyn_linenumber, 1),
      DocumentDate: d(dd), AccountingDate: d(r.msdyn_accountingdate), StartDateTime: dt(r.msdyn_startdatetime), EndDateTime: dt(r.msdyn_enddatetime), CreatedDateTime: dt(r.createdon), ModifiedDateTime: dt(r.modifiedon), IsBillable: yn(r.msdyn_billable), IsJournalized: yn(r.msdyn_isjournalized), IsCorrection: yn(r.msdyn_iscorrection), IsTaxInclusive: yn(r.msdyn_taxinclusive), dataAreaId: 'usmf' };
  }
  const push = (D, i) => { for (const e of validate.errors) D.push({ code: code[e.keyword] ?? 'TYPE', severity: e.keyword === 'maxLength' ? 'warning' : 'error', path: (i < 0 ? '' : '/' + i) + e.instancePath, message: e.message }); };
  // jsonata
  const S = (k) => '`' + k + '`';
  const J = map.fields.map((x) => { const v = x.s ? S(x.s) : ''; const q = JSON.stringify; let e;
    switch (x.k) { case 'const': e = q(x.value); break; case 'str': e = x.def ? `${v} = null ? ${q(x.def)} : ${v}` : v; break;
      case 'map': e = `$lookup($m_${x.t}, $string(${v}))`; break; case 'lookup': e = `${v} = null ? null : $lookup($t_${x.table}, ${v})`; break; case 'dec': e = `${v} = null ? null : $type(${v}) = "number" ? $round(${v}, ${x.scale}) : ${v}`; break;
      case 'date': e = `${v} = null ? null : ${v} & "T12:00:00Z"`; break; case 'datetime': e = `${v} = null ? null : $substring(${v},0,19) & "Z"`; break; case 'bool': e = `${v} ? "Yes" : "No"`; break; default: e = v; }
    return `${q(x.t)}: (${e})`; });
  const expr = jsonata(`statecode = 0 and msdyn_transactiontypecode in [192350000,192350004,192350005,192350006] and msdyn_documentdate >= "2023-01-01" ? {${J.join(',')}} : null`);
  const bind = {}; for (const x of map.fields) { if (x.k === 'map') bind['m_' + x.t] = Object.fromEntries(x.values); } for (const k in T) bind['t_' + k] = Object.fromEntries(T[k]);
  for (const k in bind) expr.assign(k, bind[k]);
  // zod
  const sh = {}; for (const x of map.fields) { let s = x.k === 'str' ? z.string().max(x.max) : x.k === 'guid' ? z.string().regex(new RegExp(GU)) : x.k === 'map' ? z.enum(x.values.map((v) => v[1])) : x.k === 'dec' ? z.number().min(x.min).max(x.max) : x.k === 'bool' ? z.enum(['Yes', 'No']) : x.k === 'date' || x.k === 'datetime' ? z.string().regex(new RegExp(DT)) : z.string(); if (!x.req) s = s.nullable(); sh[x.t] = s; }
  const zs = z.object(sh);
  const zc = { invalid_type: 'TYPE', too_big: 'RANGE', too_small: 'RANGE', invalid_value: 'OPTION', invalid_format: 'DATE' };
  const pushZ = (D, i, iss) => { for (const e of iss) D.push({ code: zc[e.code] ?? e.code, severity: 'error', path: (i < 0 ? '' : '/' + i) + '/' + e.path.join('/'), message: e.message }); };
  const wrap = (one) => ({ one(r) { const diags = []; return { out: one(r, -1, diags), diags }; }, objects(rows) { const diags = [], out = []; for (let i = 0; i < rows.length; i++) { const o = one(rows[i], i, diags); if (o !== null) out.push(o); } return { out, diags }; } });
  return {
    ajv: wrap((r, i, D) => { const o = mapOnly(r); if (o !== null && !validate(o)) push(D, i); return o; }),
    zod: wrap((r, i, D) => { const o = mapOnly(r); if (o !== null) { const p = zs.safeParse(o); if (!p.success) pushZ(D, i, p.error.issues); } return o; }),
    jsonata: { async one(r) { const D = []; const o = await expr.evaluate(r); if (o !== null && o !== undefined && !validate(o)) push(D, -1); return { out: o, diags: D }; },
      async objects(rows) { const D = [], out = []; for (let i = 0; i < rows.length; i++) { const o = await expr.evaluate(rows[i]); if (o) { if (!validate(o)) push(D, i); out.push(o); } } return { out, diags: D }; } },
  };
}
