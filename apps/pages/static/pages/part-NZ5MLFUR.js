import{a,b}from"./part-FQ3SA7GQ.js";import"./part-CPBDHRW3.js";import"./part-4C2W26MT.js";import"./part-YWWSHZUS.js";export{a as Consents,b as OpenConsentsNotice};
