import{a,b}from"./part-PQIVVYA2.js";import"./part-32272NKK.js";import"./part-ER2CSOQS.js";import"./part-6CC6KPBR.js";import"./part-PCBL6BFD.js";export{a as Consents,b as OpenConsentsNotice};
