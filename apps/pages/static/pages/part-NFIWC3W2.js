import{a,b,c}from"./part-YWYIR7YR.js";import"./part-RCGW2WYD.js";import"./part-UA3FRZVZ.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
