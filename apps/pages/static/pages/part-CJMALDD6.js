import{a,b,c}from"./part-73QLZNDU.js";import"./part-XNOA4SZX.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
