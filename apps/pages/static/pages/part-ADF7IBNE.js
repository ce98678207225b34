import{a,b,c}from"./part-NJL3ZTEF.js";import"./part-CJNUZYO5.js";import"./part-UA3FRZVZ.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
