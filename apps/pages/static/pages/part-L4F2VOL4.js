import{a,b,c}from"./part-GKTE25EU.js";import"./part-NS2II7P7.js";import"./part-UA3FRZVZ.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
