import{a,b,c}from"./part-I6SDUBEG.js";import"./part-6EU2NTGL.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
