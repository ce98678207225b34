import{a}from"./part-URFXEKUG.js";import"./part-IPYQ364A.js";import"./part-SH4LLUUL.js";import"./part-ZJIOX3OZ.js";import"./part-UA3FRZVZ.js";export{a as PushQuestion};
