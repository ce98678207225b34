import{a,b}from"./part-YXADYT7V.js";import"./part-UVACY43Y.js";import"./part-KDF4ZX3B.js";import"./part-HNKCOGC6.js";import"./part-UA3FRZVZ.js";export{a as Figures,b as useChart};
