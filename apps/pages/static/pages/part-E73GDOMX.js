import{a,b,c}from"./part-HGUQROLE.js";import"./part-OHL2XSLJ.js";import"./part-UA3FRZVZ.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
