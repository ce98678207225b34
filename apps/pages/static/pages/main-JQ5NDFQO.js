import"./part-KFALJNGW.js";
