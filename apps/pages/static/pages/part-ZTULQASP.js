import{a}from"./part-G4MYUBNA.js";import"./part-IPYQ364A.js";import"./part-ESXNIG3O.js";import"./part-HNKCOGC6.js";import"./part-UA3FRZVZ.js";export{a as PushQuestion};
