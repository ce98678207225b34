import{a,b,c}from"./part-SKU43D3I.js";import"./part-RWY2SINN.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
