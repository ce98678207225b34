"""What a question is: what learners see (body), what is right (key), what they answer (response), and its score."""
