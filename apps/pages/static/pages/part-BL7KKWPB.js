import{a,b}from"./part-I64MH3XM.js";import"./part-GN3IXWOC.js";import"./part-ESS4CO4T.js";import"./part-5XIWBMSI.js";import"./part-P4SWHGWI.js";export{a as Consents,b as OpenConsentsNotice};
