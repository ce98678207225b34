import{a}from"./part-AOMZN7YQ.js";import"./part-KTWBO4JE.js";import"./part-DTDBOFC4.js";import"./part-66WTKBHA.js";export{a as PushQuestion};
