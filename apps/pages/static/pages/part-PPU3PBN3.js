import{a,b}from"./part-MXE4B45U.js";import"./part-ZODBQDRW.js";import"./part-OLBHN64Z.js";import"./part-ICF63CJL.js";import"./part-66WTKBHA.js";export{a as Consents,b as OpenConsentsNotice};
