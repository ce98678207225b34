import{a,b,c}from"./part-V7DKYVJX.js";import"./part-H47Z4M4E.js";import"./part-UA3FRZVZ.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
