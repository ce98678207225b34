import{a}from"./part-QYPR74VW.js";import"./part-NTMOI6FP.js";import"./part-TKQRVBLO.js";import"./part-RTR7EHSA.js";import"./part-SAIIXZ3P.js";import"./part-LYUJN63T.js";export{a as Excuses};
