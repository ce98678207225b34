import{a,b,c}from"./part-I6SUK3MO.js";import"./part-LYUJN63T.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
