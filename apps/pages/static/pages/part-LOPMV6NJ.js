import{a,b}from"./part-TDPXQEWQ.js";import"./part-FPMLKXH5.js";import"./part-Z3ZYTRNQ.js";import"./part-HRN4VVZC.js";export{a as Consents,b as OpenConsentsNotice};
