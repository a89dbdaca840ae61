import {
  type CliqModel,
  type DeliveryFault,
  type DeliveryFaultKind,
  deliveryFaultKinds,
  type Fault,
  type FaultKind,
  faultKinds,
  operationNames,
} from "@cliq-actions/fake-cliq";
import type { FaultWish, PageFaults } from "../page-api.ts";
import { UnknownSubject } from "./unknown-subject.ts";

/** The faults that somebody makes happen on purpose, in the local Cliq. */
export interface Faults {
  tell(): PageFaults;
  /** Throws a sentence when it could never happen as meant. */
  add(wish: FaultWish): void;
  takeBack(id: string): void;
}

/** Those of deliveries, which clicks meet, and those of calls, which the registrar meets. */
export function openFaults(
  model: Pick<CliqModel, "inject" | "injectDelivery" | "pendingFaults" | "withdrawFault">,
): Faults {
  return {
    tell() {
      const { rest, delivery } = model.pendingFaults();
      return {
        deliveries: tellKinds(deliveryFaultKinds),
        calls: tellKinds(faultKinds),
        operations: ["any", ...operationNames],
        pending: [
          ...delivery.map(({ fault, ...told }) => {
            return { ...told, of: "delivery" as const, kind: fault.kind, on: fault.actionName ?? "any" };
          }),
          ...rest.map(({ fault, ...told }) => ({ ...told, of: "call" as const, kind: fault.kind, on: fault.on })),
        ],
      };
    },
    add({ of, kind, on, ...counts }) {
      if (of === "call") model.inject({ kind: kind as FaultKind, on: on as Fault["on"], ...counts });
      else {
        const action = on === "any" ? {} : { actionName: on };
        model.injectDelivery({ kind: kind as DeliveryFaultKind, ...action, ...counts } satisfies DeliveryFault);
      }
    },
    takeBack(id) {
      const { rest, delivery } = model.pendingFaults();
      if (![...rest, ...delivery].some((pending) => pending.id === id))
        throw new UnknownSubject("This fault has happened already, or was taken back.");
      model.withdrawFault(id);
    },
  };
}

type Kinds = Readonly<Record<string, { readonly says: string; readonly takes?: "delayMs" | "copies" }>>;

function tellKinds(kinds: Kinds): PageFaults["calls"] {
  return Object.entries(kinds).map(([kind, { says, takes }]) => ({ kind, says, ...(takes && { takes }) }));
}
