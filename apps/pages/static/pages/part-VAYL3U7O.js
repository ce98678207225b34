import{a,b,c}from"./part-D6NNXLGZ.js";import"./part-CGK5BTJC.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
