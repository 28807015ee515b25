package dev.stride.vqe.operator;

import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * Dense matrices of fermions by occupation, from the definition alone: a_j |s⟩ is zero without an
 * electron in j, and takes it out with the sign (-1)^(electrons below j).
 */
final class FockMatrix {
  private FockMatrix() {}

  static RealMatrix annihilator(int mode, int modes) {
    double[][] rows = new double[1 << modes][1 << modes];
    for (int s = 0; s < rows.length; s++) {
      if ((s >> mode & 1) == 1) {
        int below = Integer.bitCount(s % (1 << mode));
        rows[s ^ (1 << mode)][s] = below % 2 == 0 ? 1 : -1;
      }
    }
    return MatrixUtils.createRealMatrix(rows);
  }

  static RealMatrix creator(int mode, int modes) {
    return annihilator(mode, modes).transpose();
  }

  /** Factor by factor: creators ascending, annihilators descending. */
  static RealMatrix of(FermionOperator operator, int modes) {
    RealMatrix sum = MatrixUtils.createRealMatrix(1 << modes, 1 << modes);
    for (int k = 0; k < operator.size(); k++) {
      RealMatrix product = MatrixUtils.createRealIdentityMatrix(1 << modes);
      for (int mode = 0; mode < modes; mode++) {
        if ((operator.create()[k] >> mode & 1) == 1) {
          product = product.multiply(creator(mode, modes));
        }
      }
      for (int mode = modes - 1; mode >= 0; mode--) {
        if ((operator.annihilate()[k] >> mode & 1) == 1) {
          product = product.multiply(annihilator(mode, modes));
        }
      }
      sum = sum.add(product.scalarMultiply(operator.coefficient()[k]));
    }
    return sum;
  }
}
