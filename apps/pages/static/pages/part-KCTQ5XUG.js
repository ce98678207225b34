import{a,b,c}from"./part-JLZYU2AK.js";import"./part-TDBUAQYI.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
