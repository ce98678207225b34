import{a,b,c}from"./part-ERNKTFPI.js";import"./part-Y2TBUR72.js";import"./part-UA3FRZVZ.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
