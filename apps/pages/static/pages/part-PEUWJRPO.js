import{a,b}from"./part-MYNCK5PW.js";import"./part-G32T23TR.js";import"./part-3QNBUNPU.js";import"./part-TK7LWOIC.js";export{a as Consents,b as OpenConsentsNotice};
