import{a}from"./part-RSSIBN34.js";import"./part-PLU5XMQA.js";import"./part-PY3BRZYV.js";import"./part-UR3CA4CB.js";import"./part-GIDETQAD.js";import"./part-UA3FRZVZ.js";export{a as progressQueue};
