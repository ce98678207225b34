import{a,b}from"./part-D6Z3XAQD.js";import"./part-IOBCIOXN.js";import"./part-OTVBCZZK.js";import"./part-L76RA4P6.js";export{b as AskedConsents,a as Consents};
