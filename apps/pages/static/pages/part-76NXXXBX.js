import{a,b,c}from"./part-ZA2M4LSY.js";import"./part-6CO6UPSN.js";import"./part-UA3FRZVZ.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
