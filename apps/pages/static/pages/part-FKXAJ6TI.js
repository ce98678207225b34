import{a,b,c}from"./part-WHWVRMMP.js";import"./part-HU3HVCRZ.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
