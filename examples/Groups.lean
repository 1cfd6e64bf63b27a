/-!
# Groups

Lemmas of group theory over a structure whose fields are the axioms.
-/

namespace Examples.Groups

universe u

/-- A group: an associative operation with a unit and inverses, all on the left. -/
structure Group (G : Type u) where
  /-- The product. -/
  mul : G → G → G
  /-- The unit. -/
  one : G
  /-- The inverse. -/
  inv : G → G
  assoc : ∀ a b c, mul (mul a b) c = mul a (mul b c)
  one_mul : ∀ a, mul one a = a
  inv_mul : ∀ a, mul (inv a) a = one

variable {G : Type u} (𝔾 : Group G)

/-- Equal factors on the left can be cancelled. -/
theorem Group.cancel_left {a b c : G} (h : 𝔾.mul a b = 𝔾.mul a c) : b = c := by
  have h₁ : 𝔾.mul (𝔾.inv a) (𝔾.mul a b) = 𝔾.mul (𝔾.inv a) (𝔾.mul a c) := by
    rw [h]
  have h₂ : 𝔾.mul (𝔾.inv a) (𝔾.mul a b) = b := by
    rw [← 𝔾.assoc]
    rw [𝔾.inv_mul]
    rw [𝔾.one_mul]
  have h₃ : 𝔾.mul (𝔾.inv a) (𝔾.mul a c) = c := by
    rw [← 𝔾.assoc]
    rw [𝔾.inv_mul]
    rw [𝔾.one_mul]
  calc
    b = 𝔾.mul (𝔾.inv a) (𝔾.mul a b) := by rw [h₂]
    _ = 𝔾.mul (𝔾.inv a) (𝔾.mul a c) := by rw [h₁]
    _ = c := by rw [h₃]

/-- The unit on the left is a unit on the right. -/
theorem Group.mul_one (a : G) : 𝔾.mul a 𝔾.one = a := by
  have h : 𝔾.mul (𝔾.inv a) (𝔾.mul a 𝔾.one) = 𝔾.mul (𝔾.inv a) a := by
    rw [← 𝔾.assoc]
    rw [𝔾.inv_mul]
    rw [𝔾.one_mul]
  apply 𝔾.cancel_left
  exact h

/-- The inverse on the left is an inverse on the right. -/
theorem Group.mul_inv (a : G) : 𝔾.mul a (𝔾.inv a) = 𝔾.one := by
  have h : 𝔾.mul (𝔾.inv a) (𝔾.mul a (𝔾.inv a)) = 𝔾.mul (𝔾.inv a) 𝔾.one := by
    calc
      𝔾.mul (𝔾.inv a) (𝔾.mul a (𝔾.inv a))
          = 𝔾.mul (𝔾.mul (𝔾.inv a) a) (𝔾.inv a) := by rw [𝔾.assoc]
      _ = 𝔾.mul 𝔾.one (𝔾.inv a) := by rw [𝔾.inv_mul]
      _ = 𝔾.inv a := by rw [𝔾.one_mul]
      _ = 𝔾.mul (𝔾.inv a) 𝔾.one := by rw [𝔾.mul_one]
  exact 𝔾.cancel_left h

end Examples.Groups
