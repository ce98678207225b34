import{a,b,c}from"./part-D7HQ262J.js";import"./part-LYXT2VLM.js";import"./part-UA3FRZVZ.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
