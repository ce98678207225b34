import{a,b,c}from"./part-RCY6BYFN.js";import"./part-UQFXR6PW.js";import"./part-UA3FRZVZ.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
