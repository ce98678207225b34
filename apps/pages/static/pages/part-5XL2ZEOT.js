import{a,b,c}from"./part-TZMFTXSU.js";import"./part-MA7WAPN3.js";import"./part-UA3FRZVZ.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
