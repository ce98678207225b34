import{a}from"./part-JVOTSWHG.js";import"./part-KTWBO4JE.js";import"./part-2YRQPKXP.js";import"./part-SJWVXDEP.js";export{a as PushQuestion};
