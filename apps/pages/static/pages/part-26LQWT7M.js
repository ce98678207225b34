import{a}from"./part-4XDB4TAF.js";import"./part-KTWBO4JE.js";import"./part-JEMGJWAA.js";import"./part-PCBL6BFD.js";export{a as PushQuestion};
