import{a}from"./part-OQMIGCTZ.js";import"./part-IPYQ364A.js";import"./part-JXOKPLJ2.js";import"./part-ENU2Q3XS.js";export{a as PushQuestion};
