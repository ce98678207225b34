import{a,b,c}from"./part-JFYEDQFB.js";import"./part-52IKO3VV.js";import"./part-UA3FRZVZ.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
