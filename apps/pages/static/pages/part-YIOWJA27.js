import{a,b,c}from"./part-6KP23MB5.js";import"./part-X3VDGDVP.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
