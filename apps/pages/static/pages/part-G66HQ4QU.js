import{a,b,c}from"./part-5NHODW65.js";import"./part-GIDETQAD.js";import"./part-UA3FRZVZ.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
