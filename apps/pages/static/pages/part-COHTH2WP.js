import{a,b}from"./part-6HQ4FG4A.js";import"./part-B2WZ5ESE.js";import"./part-T2SONDDN.js";import"./part-TKQRVBLO.js";import"./part-LYUJN63T.js";export{a as Consents,b as OpenConsentsNotice};
