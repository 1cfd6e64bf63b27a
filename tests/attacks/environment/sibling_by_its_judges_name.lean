-- target: Plain.lean:Plain.conj
-- expect: rejected
-- why: the other candidates of a batch are there under names that can be guessed
by
  first
  | exact conj_burnish_0 p q h
  | exact conj_burnish_1 p q h
  | exact conj_burnish_2 p q h
  | exact conj_burnish_3 p q h
  | exact Plain.conj_burnish_4 p q h
  | exact _root_.Plain.conj_burnish_5 p q h
