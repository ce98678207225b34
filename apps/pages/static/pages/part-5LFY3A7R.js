import{a,b}from"./part-RXLXMN4T.js";import"./part-ADQXEYPS.js";import"./part-HV3VYM24.js";import"./part-LAUE6MYQ.js";export{a as Consents,b as OpenConsentsNotice};
