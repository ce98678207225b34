import{a,b,c}from"./part-PVUCH6YV.js";import"./part-YU7MNWM4.js";import"./part-UA3FRZVZ.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
