import{a,b,c}from"./part-ILJDNCBU.js";import"./part-XZQKVLZX.js";import"./part-UA3FRZVZ.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
