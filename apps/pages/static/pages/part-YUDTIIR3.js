import{a,b,c}from"./part-LGMAYM4I.js";import"./part-R3AQFDSL.js";import"./part-UA3FRZVZ.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
